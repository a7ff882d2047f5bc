/** Joins what is there: `classNames('button', pressed && 'is-pressed')`. */
export const classNames = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(' ')
