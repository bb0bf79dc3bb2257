import { formatFen } from '#shared/domain/money';
import type { Evidence } from '../../desk/householdSheet';
import { shortMoment } from '../../ui/moments';
import { regionWords } from '../../ui/regionWords';
import { PAY_WORDS, REASON_WORDS, SCHEME_WORDS, STATUS_WORDS } from '../../ui/words';

const HERE = '本机受理，待平台确认';

/** One fact of a member's cover: what, who says so, and since when. `asOf`: the platform's last word. */
export function evidenceWords(
  evidence: Evidence,
  asOf: string,
): { what: string; source: string; date: string } {
  switch (evidence.kind) {
    case 'payment': {
      const { payment, here } = evidence;
      const voucher = payment.voucherNo === null ? '' : `，票号 ${payment.voucherNo}`;
      return {
        what: `${SCHEME_WORDS[payment.scheme]} ${payment.period} 年度 ${PAY_WORDS[payment.state]} ${formatFen(payment.personFen)}`,
        source: here ? HERE : payment.paidOn === null ? '平台核定' : `税务回传${voucher}`,
        date: payment.paidOn ?? (here ? '—' : `截至 ${shortMoment(asOf)}`),
      };
    }
    case 'enrolment': {
      const { enrolment, unit, here } = evidence;
      const reason = enrolment.reason === null ? '' : `（${REASON_WORDS[enrolment.reason]}）`;
      return {
        what: `${SCHEME_WORDS[enrolment.scheme]} ${STATUS_WORDS[enrolment.status]}${reason}，${unit}`,
        source: here ? HERE : '平台参保登记',
        date: `${enrolment.statusFrom} 起`,
      };
    }
    case 'elsewhere': {
      const { elsewhere } = evidence;
      return {
        what: `${regionWords(elsewhere.region)} ${SCHEME_WORDS[elsewhere.scheme]} ${STATUS_WORDS[elsewhere.status]}`,
        source: elsewhere.source,
        date: `${elsewhere.from} 起`,
      };
    }
  }
}
