/** A way back inside this site; anything else leads to the start page, so that a crafted link cannot send people elsewhere. */
export const safeReturn = (wanted: string): string => /^\/(?![/\\])/.test(wanted) ? wanted : '/'
