import { WholeScreen } from '../../ui/WholeScreen';

/** The desk was taken out of use (停用): its keys are gone, and with them whatever lay on this machine. */
export function ShreddedPage() {
  return (
    <WholeScreen
      title="这台电脑已停用"
      text="本机管理员已停用这台终端：密钥已销毁，本机上的参保资料、草稿和流水账任何人都打不开了。已上传的业务在平台上，不受影响。"
    >
      <p>接下来由县（市、区）医保经办机构：</p>
      <ul>
        <li>在平台上注销这台终端；</li>
        <li>按办公设备报废或移交的规定处理这台电脑；</li>
        <li>还要用它办业务的，由技术人员清空数据文件夹后重新登记。</li>
      </ul>
    </WholeScreen>
  );
}
