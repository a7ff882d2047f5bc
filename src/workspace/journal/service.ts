export { installationChain, readJournal, readPositions, record, recordForInstallation, type JournalEntry, type JournalPage, type Position } from './repository.ts'
export { createHorizon, type Horizon } from './horizon.ts'
export {
  checkpointFindings, findingCodes, leafOf, linkedFindings, sealFindings, type Before, type Block, type ChainEntry, type Finding, type Leaf, type Seal, type SealKey, type SignatureHolds, type Trust,
} from './chain.ts'
export { blocksFrom, chainBlocks, chainEntries, chainState, findSeal, firstSealSince, headOf, sealHeads, type ChainState } from './seals/repository.ts'
export { sealAll, startSealing, type Sealing } from './sealing.ts'
export { journalChannel, startWaking, wake } from './wake.ts'
