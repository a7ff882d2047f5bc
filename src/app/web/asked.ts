import { isLocale } from '../../ui/locale.ts'
import { isThemeChoice } from './own-preferences.ts'

// A link may carry a language and a theme (`?lang=en&theme=dark`): they hold until the person chooses, and are not stored.
const parameters = new URLSearchParams(location.search)
const lang = parameters.get('lang'), theme = parameters.get('theme')
export const asked = { locale: isLocale(lang) ? lang : undefined, theme: isThemeChoice(theme) ? theme : undefined } as const
