// Yields the events of a text/event-stream body, whose data are JSON on one line.
export async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const field = (key) => block.split("\n").find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
      if (field("event")) yield { name: field("event"), data: JSON.parse(field("data") ?? "null") };
    }
  }
}
