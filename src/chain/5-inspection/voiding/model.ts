/** How long somebody alone waits between asking and confirming: a night's sleep in place of a second person. The database holds it too. */
export const aloneHours = 24
export const aloneAfter = (requestedAt: Date): Date => new Date(requestedAt.getTime() + aloneHours * 3_600_000)
