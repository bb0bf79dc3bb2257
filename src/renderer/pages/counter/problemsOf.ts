import { checkCertificate } from '#shared/codes/certificate';
import type { CivilDate } from '#shared/domain/civilDate';
import { type Fields, isShown, type MatterForm } from '#shared/matters/form';
import type { Forecast } from '../../desk/api';

const NO_NUMBER = '99';

/** What is wrong with the certificate number by itself, said as soon as it is typed and not only when all else is right. */
function certificateProblem(form: MatterForm, fields: Fields, day: CivilDate): string | null {
  const field = form.fields.find((f) => f.name === 'certNo');
  if (!field || !isShown(field, fields)) return null;
  const certType = typeof fields.certType === 'string' ? fields.certType : '01';
  if (certType === NO_NUMBER) return null;
  const typed = typeof fields.certNo === 'string' ? fields.certNo : '';
  if (typed === '')
    return form.code.endsWith('_CHANGE') ? null : '请填写证件号码；没有号码的，证件类型选“其他身份证件”。';
  const checked = checkCertificate(certType, typed, day);
  return checked.ok ? null : checked.text;
}

/** Everything wrong with what is typed, by field, in the order of the form. */
export function problemsOf(
  form: MatterForm,
  fields: Fields,
  forecast: Forecast,
  day: CivilDate,
): Readonly<Record<string, string>> {
  const certificate = certificateProblem(form, fields, day);
  const found = { ...forecast.problems, ...(certificate === null ? {} : { certNo: certificate }) };
  const place = (name: string) => form.fields.findIndex((field) => field.name === name);
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => place(a) - place(b)));
}
