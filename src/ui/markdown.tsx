import { Fragment, useMemo, type ReactNode } from 'react'
import { lexer, type MarkedToken, type Token } from 'marked'
import './markdown.css'

/** Only these lead out of a text; anything else (`javascript:` ...) stays words. */
const safeAddress = /^(https?:|mailto:)/i

const drawAll = (tokens: readonly Token[] | undefined): ReactNode =>
  // The lexer runs without extensions, so it makes its own tokens only.
  (tokens as readonly MarkedToken[] | undefined)?.map((token, i) => <Fragment key={i}>{draw(token)}</Fragment>)

const draw = (token: MarkedToken): ReactNode => {
  switch (token.type) {
    case 'paragraph': return <p>{drawAll(token.tokens)}</p>
    // A page has one h1 and its cards h2: headings of a text begin below.
    case 'heading': return token.depth <= 1 ? <h3>{drawAll(token.tokens)}</h3> : <h4>{drawAll(token.tokens)}</h4>
    case 'list': return token.ordered ? <ol start={token.start === '' ? 1 : token.start}>{token.items.map((item, i) => <li key={i}>{drawAll(item.tokens)}</li>)}</ol> : <ul>{token.items.map((item, i) => <li key={i}>{drawAll(item.tokens)}</li>)}</ul>
    case 'checkbox': return token.checked ? '☑ ' : '☐ '
    case 'blockquote': return <blockquote>{drawAll(token.tokens)}</blockquote>
    case 'code': return <pre><code>{token.text}</code></pre>
    case 'hr': return <hr />
    case 'table': return (
      <table>
        <thead><tr>{token.header.map((cell, i) => <th key={i}>{drawAll(cell.tokens)}</th>)}</tr></thead>
        <tbody>{token.rows.map((row, i) => <tr key={i}>{row.map((cell, j) => <td key={j}>{drawAll(cell.tokens)}</td>)}</tr>)}</tbody>
      </table>
    )
    case 'strong': return <strong>{drawAll(token.tokens)}</strong>
    // No italics in Han text (ux 1): emphasis is weight.
    case 'em': return <em>{drawAll(token.tokens)}</em>
    case 'del': return <del>{drawAll(token.tokens)}</del>
    case 'codespan': return <code>{token.text}</code>
    case 'br': return <br />
    case 'link': return safeAddress.test(token.href) ? <a href={token.href} target="_blank" rel="noreferrer">{drawAll(token.tokens)}</a> : token.raw
    case 'text': return token.tokens ? drawAll(token.tokens) : token.text
    case 'escape': return token.text
    // Markup and pictures of other places are shown as they were typed, never run or fetched.
    case 'html': case 'image': return token.raw
    default: return null
  }
}

/** A text that a person wrote in Markdown, drawn as elements: nothing of it becomes markup. */
export const Markdown = ({ text, lang }: { readonly text: string, readonly lang?: string }): ReactNode => {
  const tokens = useMemo(() => lexer(text), [text])
  return <div className="ui-markdown" lang={lang}>{drawAll(tokens)}</div>
}
