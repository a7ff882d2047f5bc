/** A file and its path below the folder that was dropped or chosen. */
export interface ChosenFile { readonly path: string, readonly file: File }

const entriesOf = async (directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = directory.createReader()
  const all: FileSystemEntry[] = []
  // A reader hands out at most 100 entries a call (Chromium) and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

const walk = async (entry: FileSystemEntry, into: ChosenFile[]): Promise<void> => {
  if (isDirectory(entry)) for (const child of await entriesOf(entry)) await walk(child, into)
  if (isFile(entry)) into.push({ path: entry.fullPath.replace(/^\//, ''), file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) })
}

/** Every file of what was dropped, folders walked through. The entries are taken at once: the browser empties the transfer afterwards. */
export const filesOfDrop = async (transfer: DataTransfer): Promise<readonly ChosenFile[]> => {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry())
  const files: ChosenFile[] = []
  for (const entry of entries) if (entry) await walk(entry, files)
  return files
}

export const filesOfInput = (list: FileList | null): readonly ChosenFile[] =>
  [...list ?? []].map(file => ({ path: file.webkitRelativePath || file.name, file }))

/** A file or folder that a page may come back to later, if the person agrees (File System Access; Chromium, on https or localhost). */
export type FileHandle = FileSystemFileHandle | FileSystemDirectoryHandle
/** What the browsers that have it add to the types of the platform. */
interface HandleItem { getAsFileSystemHandle?(): Promise<FileHandle | null> }
interface AskingHandle { requestPermission?(options: { mode: 'read' }): Promise<PermissionState> }

/** Handles of what was dropped; none where the browser has no such thing. To be called at once, as filesOfDrop. */
export const handlesOfDrop = async (transfer: DataTransfer): Promise<readonly FileHandle[]> => {
  const asked = [...transfer.items].map(item => (item as HandleItem).getAsFileSystemHandle?.() ?? Promise.resolve(null))
  return (await Promise.all(asked)).filter(handle => handle !== null)
}

const isFolder = (handle: FileHandle): handle is FileSystemDirectoryHandle => handle.kind === 'directory'
const walkHandle = async (handle: FileHandle, folder: string, into: ChosenFile[]): Promise<void> => {
  const path = folder + handle.name
  if (!isFolder(handle)) { into.push({ path, file: await handle.getFile() }); return }
  for await (const child of handle.values()) await walkHandle(child, `${path}/`, into)
}
/** Every file behind the handles, after the person has agreed. @returns null when they do not, or when something is no longer there */
export const filesOfHandles = async (handles: readonly FileHandle[]): Promise<readonly ChosenFile[] | null> => {
  const files: ChosenFile[] = []
  try {
    for (const handle of handles) {
      const asking = handle as AskingHandle
      if (asking.requestPermission && await asking.requestPermission({ mode: 'read' }) !== 'granted') return null
      await walkHandle(handle, '', files)
    }
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
  return files
}
