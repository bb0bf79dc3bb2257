/** 平台新答复: a reason that nobody has explained yet, word for word; nothing is guessed. */
export function UnknownReply({ code, text }: { code: string | null; text: string }) {
  return (
    <section className="unknown-reply" aria-label="平台新答复">
      <b>平台新答复</b>（本机的词典里还没有这一句，下面是平台的原话）
      <blockquote>
        {code && <span className="number">{code}　</span>}
        {text}
      </blockquote>
    </section>
  );
}
