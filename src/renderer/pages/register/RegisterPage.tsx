import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useDesk } from '../../ui/useDesk';
import { WholeScreen } from '../../ui/WholeScreen';

interface Ask {
  url: string;
  code: string;
  name: string;
}

/** A desk that is not registered yet: address and code come from the county. */
export function RegisterPage() {
  const desk = useDesk();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const register = async (ask: Ask) => {
    setBusy(true);
    const done = await desk.register({ url: ask.url.trim(), code: ask.code.trim(), name: ask.name.trim() });
    setTrouble(done.ok ? null : done.error.text);
    setBusy(false);
  };
  return (
    <WholeScreen
      title="登记这台经办终端"
      text="平台地址和登记码由县（市、区）医保经办机构发放，登记一次即可。"
    >
      <Form<Ask> layout="vertical" onFinish={(ask) => void register(ask)} requiredMark={false}>
        <Form.Item
          name="url"
          label="平台地址"
          rules={[{ required: true, message: '请填写平台地址，例如 https://…' }]}
        >
          <Input autoFocus maxLength={300} placeholder="https://" />
        </Form.Item>
        <Form.Item name="code" label="登记码" rules={[{ required: true, message: '请填写登记码' }]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="name"
          label="终端名称"
          rules={[{ required: true, message: '请给这台终端起个名字，例如 窗口 1' }]}
        >
          <Input maxLength={60} placeholder="例如：青禾镇便民服务中心 窗口 1" />
        </Form.Item>
        {trouble && <Alert type="error" showIcon title={trouble} style={{ marginBottom: 14 }} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          登记
        </Button>
      </Form>
    </WholeScreen>
  );
}
