/**
 * Row types by table name. Each slice adds its own in its `table.ts`:
 * `declare module '../database/tables.ts' { interface Tables { blob: BlobRow } }`.
 */
// eslint-disable-next-line typescript/no-empty-object-type -- filled by the slices
export interface Tables {}
