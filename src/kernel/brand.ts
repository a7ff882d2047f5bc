declare const brand: unique symbol
/** A nominal type over T: two brands of the same T do not mix, and the compiler says so. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
