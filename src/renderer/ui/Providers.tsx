import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import type { ReactNode } from 'react';
import { theme } from './theme';

dayjs.locale('zh-cn');

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** Nor does the browser keep what was typed (VS10). */
const NOT_KEPT = { autoComplete: 'off' } as const;

/** Language, theme and the nonce that lets antd's run-time styles pass the Content-Security-Policy. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
      input={NOT_KEPT}
      textArea={NOT_KEPT}
    >
      {children}
    </ConfigProvider>
  );
}
