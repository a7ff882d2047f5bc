export const words: (name: string, values?: Readonly<Record<string, string | number>>) => string
export const wordTables: Readonly<Record<string, Readonly<Record<string, (values: Readonly<Record<string, string | number>>) => string>>>>
