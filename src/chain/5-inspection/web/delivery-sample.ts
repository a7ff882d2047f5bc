/** So many tasks are drawn for the client to look at; all of them where there are fewer. */
export const clientSample = 20
