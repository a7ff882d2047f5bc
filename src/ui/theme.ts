import type { ThemeConfig } from 'antd'

/**
 * The tokens of tokens.css as antd seeds, in sRGB because antd computes on them. The two files are one decision:
 * theme.test.ts recomputes these colours from tokens.css.
 */
const light: ThemeConfig = {
  token: {
    colorPrimary: '#2160a5', colorPrimaryHover: '#145295', colorPrimaryActive: '#0f4883', colorPrimaryBg: '#e6f1ff', colorPrimaryBgHover: '#e6f1ff',
    colorPrimaryBorder: '#9dc1ee', colorPrimaryText: '#105092', colorTextLightSolid: '#ffffff', colorLink: '#105092', colorLinkHover: '#145295',
    colorLinkActive: '#0f4883', colorInfo: '#2160a5', colorSuccess: '#0e835a', colorSuccessBg: '#dcf8e9', colorSuccessBorder: '#8eceae',
    colorSuccessText: '#005f3f', colorWarning: '#d58d16', colorWarningBg: '#fff2d1', colorWarningBorder: '#e8c17a', colorWarningText: '#824d00',
    colorError: '#c93029', colorErrorBg: '#ffebe8', colorErrorBorder: '#f9aea4', colorErrorText: '#a7211d', colorText: '#22201a',
    colorTextHeading: '#22201a', colorTextSecondary: '#4f4d46', colorTextTertiary: '#696860', colorTextDescription: '#696860',
    colorTextPlaceholder: '#696860', colorTextDisabled: '#9f9e9a', colorIcon: '#696860', colorIconHover: '#22201a', colorBgLayout: '#f7f6f3',
    colorBgContainer: '#ffffff', colorBgElevated: '#ffffff', colorBgContainerDisabled: '#f3f2ef', colorBgMask: 'rgba(35, 34, 28, 0.38)',
    colorFillSecondary: '#eae9e6', colorFillTertiary: '#f3f2ef', colorFillQuaternary: '#f3f2ef', colorBorder: '#8d8c87',
    colorBorderSecondary: '#e1e1dd', colorSplit: '#e1e1dd', controlItemBgHover: '#f3f2ef', controlItemBgActive: '#e6f1ff', controlOutline: '#1274d4',
    controlOutlineWidth: 2, fontFamily: 'var(--font-ui)', fontFamilyCode: 'var(--font-mono)', fontSize: 13, fontSizeSM: 12, fontSizeLG: 14,
    fontSizeXL: 16, fontSizeHeading1: 28, fontSizeHeading2: 20, fontSizeHeading3: 16, fontSizeHeading4: 14, fontSizeHeading5: 13,
    fontWeightStrong: 600, lineHeight: 1.5, borderRadius: 5, borderRadiusSM: 4, borderRadiusLG: 8, borderRadiusXS: 3, controlHeight: 30,
    controlHeightSM: 24, controlHeightLG: 36, sizeUnit: 4, sizeStep: 4, motionDurationFast: '0.09s', motionDurationMid: '0.16s',
    motionDurationSlow: '0.26s', motionEaseOut: 'cubic-bezier(.2,.7,.2,1)', zIndexPopupBase: 60,
  },
  components: {
    Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', paddingInline: 12, defaultBorderColor: '#d0cfcb', defaultHoverBg: '#f3f2ef', defaultHoverColor: '#22201a', defaultHoverBorderColor: '#d0cfcb' },
    Table: { headerBg: '#ffffff', headerColor: '#696860', headerSplitColor: 'transparent', borderColor: '#e1e1dd', rowHoverBg: '#f3f2ef', rowSelectedBg: '#e6f1ff', rowSelectedHoverBg: '#e6f1ff', cellPaddingBlockSM: 5, cellPaddingInlineSM: 10, cellFontSizeSM: 13 },
    Tabs: { inkBarColor: '#2160a5', itemColor: '#4f4d46', itemSelectedColor: '#22201a', itemHoverColor: '#22201a', titleFontSize: 13, horizontalItemGutter: 20, horizontalItemPadding: '8px 0' },
    Segmented: { trackBg: '#eae9e6', itemColor: '#4f4d46', itemSelectedBg: '#ffffff', itemSelectedColor: '#22201a' },
    Tag: { defaultBg: '#ffffff', defaultColor: '#4f4d46' },
    Progress: { defaultColor: '#2160a5', remainingColor: '#eae9e6', lineBorderRadius: 3 },
    Card: { headerHeight: 44, headerFontSize: 14, bodyPadding: 16, headerPadding: 16 },
    Modal: { titleFontSize: 16 },
    Menu: { itemHeight: 28, itemBorderRadius: 5, itemSelectedBg: '#eae9e6', itemSelectedColor: '#22201a', itemHoverBg: '#eae9e6' },
    Tree: { titleHeight: 28, nodeSelectedBg: '#e6f1ff', nodeHoverBg: '#f3f2ef' },
    Select: { optionSelectedBg: '#e6f1ff', optionHeight: 28 },
    Tooltip: { fontSize: 12 },
    Slider: { railBg: '#eae9e6', trackBg: '#2160a5', trackHoverBg: '#145295' },
    Splitter: { splitBarSize: 1, splitTriggerSize: 8 },
    Alert: { defaultPadding: '10px 14px' },
    Drawer: { paddingLG: 16 },
  },
}

const dark: ThemeConfig = {
  token: {
    colorPrimary: '#7bb5f0', colorPrimaryHover: '#8ec3f9', colorPrimaryActive: '#a3cffd', colorPrimaryBg: '#1b2f46', colorPrimaryBgHover: '#1b2f46',
    colorPrimaryBorder: '#325783', colorPrimaryText: '#8ec3f9', colorTextLightSolid: '#0c1723', colorLink: '#8ec3f9', colorLinkHover: '#8ec3f9',
    colorLinkActive: '#a3cffd', colorInfo: '#7bb5f0', colorSuccess: '#53bc8d', colorSuccessBg: '#193326', colorSuccessBorder: '#2b5b45',
    colorSuccessText: '#77d4a8', colorWarning: '#edb24d', colorWarningBg: '#3c2c13', colorWarningBorder: '#6b5024', colorWarningText: '#f3c672',
    colorError: '#ef675a', colorErrorBg: '#43201c', colorErrorBorder: '#883931', colorErrorText: '#fc9d91', colorText: '#eae9e6',
    colorTextHeading: '#eae9e6', colorTextSecondary: '#bab9b5', colorTextTertiary: '#9c9b97', colorTextDescription: '#9c9b97',
    colorTextPlaceholder: '#9c9b97', colorTextDisabled: '#5e5e5b', colorIcon: '#9c9b97', colorIconHover: '#eae9e6', colorBgLayout: '#131311',
    colorBgContainer: '#1c1b19', colorBgElevated: '#242321', colorBgContainerDisabled: '#242321', colorBgMask: 'rgba(0, 0, 0, 0.55)',
    colorFillSecondary: '#302f2c', colorFillTertiary: '#242321', colorFillQuaternary: '#242321', colorBorder: '#71706c',
    colorBorderSecondary: '#2e2d2b', colorSplit: '#2e2d2b', controlItemBgHover: '#242321', controlItemBgActive: '#1b2f46', controlOutline: '#6db6ff',
    controlOutlineWidth: 2, fontFamily: 'var(--font-ui)', fontFamilyCode: 'var(--font-mono)', fontSize: 13, fontSizeSM: 12, fontSizeLG: 14,
    fontSizeXL: 16, fontSizeHeading1: 28, fontSizeHeading2: 20, fontSizeHeading3: 16, fontSizeHeading4: 14, fontSizeHeading5: 13,
    fontWeightStrong: 600, lineHeight: 1.5, borderRadius: 5, borderRadiusSM: 4, borderRadiusLG: 8, borderRadiusXS: 3, controlHeight: 30,
    controlHeightSM: 24, controlHeightLG: 36, sizeUnit: 4, sizeStep: 4, motionDurationFast: '0.09s', motionDurationMid: '0.16s',
    motionDurationSlow: '0.26s', motionEaseOut: 'cubic-bezier(.2,.7,.2,1)', zIndexPopupBase: 60,
  },
  components: {
    Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', paddingInline: 12, defaultBorderColor: '#3e3d3a', defaultHoverBg: '#242321', defaultHoverColor: '#eae9e6', defaultHoverBorderColor: '#3e3d3a' },
    Table: { headerBg: '#1c1b19', headerColor: '#9c9b97', headerSplitColor: 'transparent', borderColor: '#2e2d2b', rowHoverBg: '#242321', rowSelectedBg: '#1b2f46', rowSelectedHoverBg: '#1b2f46', cellPaddingBlockSM: 5, cellPaddingInlineSM: 10, cellFontSizeSM: 13 },
    Tabs: { inkBarColor: '#7bb5f0', itemColor: '#bab9b5', itemSelectedColor: '#eae9e6', itemHoverColor: '#eae9e6', titleFontSize: 13, horizontalItemGutter: 20, horizontalItemPadding: '8px 0' },
    Segmented: { trackBg: '#302f2c', itemColor: '#bab9b5', itemSelectedBg: '#131311', itemSelectedColor: '#eae9e6' },
    Tag: { defaultBg: '#1c1b19', defaultColor: '#bab9b5' },
    Progress: { defaultColor: '#7bb5f0', remainingColor: '#302f2c', lineBorderRadius: 3 },
    Card: { headerHeight: 44, headerFontSize: 14, bodyPadding: 16, headerPadding: 16 },
    Modal: { titleFontSize: 16 },
    Menu: { itemHeight: 28, itemBorderRadius: 5, itemSelectedBg: '#302f2c', itemSelectedColor: '#eae9e6', itemHoverBg: '#302f2c' },
    Tree: { titleHeight: 28, nodeSelectedBg: '#1b2f46', nodeHoverBg: '#242321' },
    Select: { optionSelectedBg: '#1b2f46', optionHeight: 28 },
    Tooltip: { fontSize: 12 },
    Slider: { railBg: '#302f2c', trackBg: '#7bb5f0', trackHoverBg: '#8ec3f9' },
    Splitter: { splitBarSize: 1, splitTriggerSize: 8 },
    Alert: { defaultPadding: '10px 14px' },
    Drawer: { paddingLG: 16 },
  },
}

/** By mode. The dark one still needs antd's darkAlgorithm: only the console may import antd at run time. */
export const antdThemes: { readonly light: ThemeConfig, readonly dark: ThemeConfig } = { light, dark }
