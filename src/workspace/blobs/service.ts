export { canonical, digestOf, sameDigest, sha256 } from './digest.ts'
export { BytesGone, withOutside, type OutsideBytes } from './outside.ts'
export { findBlob, rememberBlob, rememberBlobs } from './repository.ts'
export { BlobMissing, type BlobStore, type ByteRange, type StoredBlob } from './store.ts'
