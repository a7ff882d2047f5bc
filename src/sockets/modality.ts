import type { Message } from '../kernel/messages.ts'
import type { Failure } from '../kernel/failure.ts'

/** Facts of a medium, in the asset's record: sizes in pixels of the upright image, lengths in code points. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>

export interface ModalityDefinition {
  readonly id: string
  readonly title: Message
  /** Lower-case, with the dot. */
  readonly extensions: readonly string[]
  readonly mediaTypes: readonly string[]
  /** Does a file that begins with these bytes (up to 4 KiB) look like this modality? The name is only a hint. */
  recognise(head: Uint8Array, name: string): string | null
}

/** A derived file, for example a thumbnail. */
export interface Derivative { readonly role: 'thumbnail' | 'upright-text', readonly mediaType: string, readonly bytes: Uint8Array }

export interface Probe {
  readonly mediaType: string
  readonly facts: Facts
  readonly derivatives: readonly Derivative[]
  /** Worth knowing, not worth refusing: a name that does not match the content, a text not in UTF-8. */
  readonly warnings: readonly Failure[]
}

/** What the caller knows of a file besides its bytes. */
export interface ProbeHints {
  /** Of a text without a byte-order mark, as the platform's decoders name it; guessed unless told. */
  readonly encoding?: string
}

/** The server's half (`server/index.ts`): runs in a worker only, because it decodes untrusted bytes. */
export interface ModalityServer {
  /** @returns a failure for bytes that cannot be this modality (corrupt, empty, too large) */
  probe(bytes: Uint8Array, name: string, hints?: ProbeHints): Promise<Probe | Failure>
}

export const defineModality = (modality: ModalityDefinition): ModalityDefinition => modality
export const defineModalityServer = (server: ModalityServer): ModalityServer => server
export const isProbe = (value: Probe | Failure): value is Probe => 'facts' in value
