import { Link } from 'react-router';

/** 户转人: the way to it. */
export function MigrationCard() {
  return (
    <section className="card" aria-label="户转人">
      <h2>户转人（合并新农合）</h2>
      <p>
        把按户登记的新农合人员与公安户籍核对，转为按人登记。<Link to="/migration">打开户转人</Link>
      </p>
    </section>
  );
}
