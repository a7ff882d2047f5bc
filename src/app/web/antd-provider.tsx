import { useMemo, type ReactNode } from 'react'
import { App, ConfigProvider, theme, type ThemeConfig } from 'antd'
import { useLocale } from '../../ui/i18n.tsx'
import { antdThemes } from '../../ui/theme.ts'
import { antdLocales } from './antd-locale.ts'
import { useAppearance } from './appearance.tsx'
import { cspNonce } from './csp-nonce.ts'

/** antd mutes the seeds for dark grounds; ours are decided for dark already (contrast in tokens.css) and stay as they are. */
const darkWithOurColours: typeof theme.darkAlgorithm = (seed, map) => ({
  ...theme.darkAlgorithm(seed, map),
  colorPrimary: seed.colorPrimary, colorSuccess: seed.colorSuccess, colorWarning: seed.colorWarning, colorError: seed.colorError, colorInfo: seed.colorInfo, colorLink: seed.colorLink,
})

/** antd for console pages: tokens, language and the nonce of its style elements. The workbench never loads this module. */
export const AntdProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const { locale } = useLocale()
  const { mode } = useAppearance()
  const config = useMemo<ThemeConfig>(() => ({
    cssVar: {}, ...antdThemes[mode], ...(mode === 'dark' && { algorithm: darkWithOurColours }),
  }), [mode])
  return (
    <ConfigProvider locale={antdLocales[locale]} theme={config} csp={{ nonce: cspNonce() }} wave={{ disabled: true }} button={{ autoInsertSpace: false }} tag={{ variant: 'outlined' }}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  )
}
