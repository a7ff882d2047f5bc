/** The one source of time, so that tests can stop it. */
export interface Clock { now(): Date }
export const systemClock: Clock = { now: () => new Date() }
