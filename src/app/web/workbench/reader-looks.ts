import type { ReaderLook } from '../../../editor/shape-view.ts'

/** Colours that stand apart for colour-blind eyes too (Okabe and Ito 2008); the pattern says the same without colour. */
const colours = ['#56b4e9', '#f0e442', '#009e73', '#e69f00', '#cc79a7', '#d55e00'] as const
/** Device pixels on, off. */
const dashes: readonly (readonly number[])[] = [[], [2, 3], [8, 4], [8, 3, 2, 3], [14, 5], [2, 7]]

const letterOf = (i: number): string => String.fromCharCode('A'.charCodeAt(0) + i)

/** The look of the reader at a place; colours and patterns come round together only after as many readers as there are of both. */
export const lookOf = (i: number): ReaderLook => ({ letter: letterOf(i), colour: colours[i % colours.length]!, dash: dashes[(i + Math.floor(i / colours.length)) % dashes.length]! })
