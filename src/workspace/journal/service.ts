export { readJournal, record, type JournalEntry } from './repository.ts'
