import { pressHere } from '../../../src/main/bag/bagWork';
import { deliverBag } from '../../../src/main/bag/deliverBag';
import { platformTransport } from '../../../src/main/delivery/transport';
import type { Machine } from './machine';
import type { Run } from './run';
import type { BagOnStick } from './stick';

/** What a courier calls the answer to a bag. */
export const answerNameOf = (number: number): string => `答复包 第${number}号`;

/** Somebody with a line of their own who carries bags of any desk to the platform and brings the answers back. */
export class Courier {
  constructor(private readonly run: Run) {}

  /** Takes some bag of a machine along, an old one too, and is at the platform `ms` later; what is left lying is lost. */
  take(machine: Machine, ms: number): void {
    const { bags } = machine.stick;
    if (bags.length === 0) return;
    const bag = this.run.dice.pick(bags);
    this.run.later(ms, () => void this.deliver(machine, bag));
  }

  /** Hands a bag over; the answer lies on the machine's stick then. */
  async deliver(machine: Machine, bag: BagOnStick): Promise<void> {
    const { sim, ground } = this.run;
    for (const { opId } of bag.operations) machine.stick.brought.add(opId);
    const delivered = await sim.outside(async () => {
      const { bags } = platformTransport({ url: ground.platform.url });
      return bags === undefined ? null : deliverBag(bag.text, bags, pressHere);
    });
    sim.note(`courier: bag ${bag.number} of ${machine.name} ${delivered?.ok ? 'delivered' : 'not taken'}`);
    if (delivered?.ok) machine.stick.saved(answerNameOf(bag.number), delivered.value.answer);
  }
}
