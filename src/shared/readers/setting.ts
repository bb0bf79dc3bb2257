import { z } from 'zod';
import { MATTERS } from '../domain/matter';

/** Which reader stands at this machine. All are services on the machine itself; only the port can be another. */

interface AdapterFacts {
  /** How the kind of service is called where readers are listed. */
  readonly label: string;
  /** The port it comes with. */
  readonly port: number;
  /** What is laid or held on it. */
  readonly medium: string;
  /** What to look at when the service does not answer. */
  readonly whenDown: string;
  /** What the service is asked for, where installations differ; null: the same everywhere. */
  readonly call: string | null;
}

const SERVICE =
  '请打开随读卡器安装的读卡服务程序（通常在屏幕右下角托盘）；没有装过的，请系统管理员安装驱动和服务。';
const HEALTH = '请打开医保读卡服务程序；没有装过的，请向县级医保部门索取。';

export const ADAPTERS = {
  cvr: {
    label: '身份证阅读器（CVR 型，华视）',
    port: 19196,
    medium: '身份证',
    whenDown: SERVICE,
    call: null,
  },
  jsonp: {
    label: '身份证阅读器（JSONP 型）',
    port: 8989,
    medium: '身份证',
    whenDown: SERVICE,
    call: null,
  },
  post: {
    label: '身份证阅读器（POST 型）',
    port: 38088,
    medium: '身份证',
    whenDown: SERVICE,
    call: null,
  },
  socket: {
    label: '多合一读卡器（WebSocket）',
    port: 1919,
    medium: '身份证',
    whenDown: SERVICE,
    call: null,
  },
  social: {
    label: '社会保障卡（医保读卡服务）',
    port: 8321,
    medium: '社会保障卡',
    whenDown: HEALTH,
    call: 'jiangsu',
  },
  credential: {
    label: '医保电子凭证二维码（医保读卡服务）',
    port: 8321,
    medium: '医保电子凭证二维码',
    whenDown: HEALTH,
    call: 'jiangsu_qrcode_',
  },
} as const satisfies Record<string, AdapterFacts>;
export type AdapterCode = keyof typeof ADAPTERS;
export const ADAPTER_CODES = Object.keys(ADAPTERS) as [AdapterCode, ...AdapterCode[]];
export const adapterFacts = (code: AdapterCode): AdapterFacts => ADAPTERS[code];

export const ReaderSetting = z.strictObject({
  adapter: z.enum(ADAPTER_CODES),
  port: z.number().int().min(1).max(65_535),
  /** What the service is asked for (`param`), where installations differ; null: as the adapter knows it. */
  call: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,40}$/)
    .nullable(),
  /** 用码业务类型 of the electronic credential. None is known for the enrolment window: the province has to be asked. */
  businessType: z
    .string()
    .regex(/^\d{5}$/)
    .nullable(),
});
export type ReaderSetting = z.infer<typeof ReaderSetting>;

export const ReaderState = z.strictObject({
  setting: ReaderSetting.nullable(),
  /** `none`: no reader was chosen; `incomplete`: something has to be set first; `down`: its service does not answer; `ready`: it does. */
  state: z.enum(['none', 'incomplete', 'down', 'ready']),
  /** The same in words, and what to do. */
  text: z.string().min(1),
});
export type ReaderState = z.infer<typeof ReaderState>;

const NO_BUSINESS_TYPE = `电子凭证的“用码业务类型”还没有填：国家没有公布${MATTERS.RES_REGISTER}窗口用的代码，请向省医保部门问明后在“设置”里填写。`;

/** The state in words, for a setting and whether its service answers. */
export function readerState(setting: ReaderSetting | null, answers: boolean): ReaderState {
  if (setting === null)
    return {
      setting,
      state: 'none',
      text: '未设置读卡器。有读卡器的，请在“设置”里选择；扫码枪、键盘口的阅读器不用设置。',
    };
  const { label, medium, whenDown } = adapterFacts(setting.adapter);
  if (setting.adapter === 'credential' && setting.businessType === null)
    return { setting, state: 'incomplete', text: NO_BUSINESS_TYPE };
  if (!answers)
    return {
      setting,
      state: 'down',
      text: `${label}的读卡服务没有启动（本机端口 ${setting.port}）。${whenDown}`,
    };
  return { setting, state: 'ready', text: `读卡服务已启动，可以读${medium}。` };
}
