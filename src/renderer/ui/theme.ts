import type { ThemeConfig } from 'antd';

/** Colours of the window; every text colour has at least 4.5:1 on white and on the grey ground. */
export const COLORS = {
  ink: '#1f2937',
  mute: '#536178',
  line: '#e2e8f0',
  ground: '#f4f6fa',
  brand: '#1059b3',
  ok: '#11703f',
  warn: '#8a5300',
  no: '#b42318',
} as const;

export const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: COLORS.brand,
    colorLink: COLORS.brand,
    colorInfo: COLORS.brand,
    colorInfoBg: '#e8f1fc',
    colorInfoBorder: '#b9d3f2',
    colorSuccessBg: '#e9f7ef',
    colorSuccessBorder: '#b4dfc5',
    colorWarningBg: '#fff6e5',
    colorWarningBorder: '#f0d29a',
    colorErrorBg: '#fdecea',
    colorErrorBorder: '#f3b8b2',
    colorSuccess: COLORS.ok,
    colorWarning: COLORS.warn,
    colorError: COLORS.no,
    colorText: COLORS.ink,
    colorTextSecondary: COLORS.mute,
    colorTextTertiary: COLORS.mute,
    colorTextDescription: COLORS.mute,
    colorTextPlaceholder: '#667386',
    colorBgLayout: COLORS.ground,
    colorBorder: '#b8c2d0',
    borderRadius: 6,
    fontFamily: FONT,
    fontSize: 15,
    fontSizeSM: 14,
    fontSizeLG: 16,
    controlHeight: 34,
    motion: false,
  },
  components: {
    Table: { cellPaddingBlockSM: 6, headerBg: '#f1f5f9', rowHoverBg: '#f5f9ff' },
    Card: { bodyPadding: 18 },
  },
};
