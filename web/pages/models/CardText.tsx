import { createMemo, For, type JSX, Match, Switch } from 'solid-js';
import { type CardBlock, cardBlocks } from './card-blocks.ts';

/** A model card as it was written, headings and tables set. */
export function CardText(props: { markdown: string }): JSX.Element {
  const blocks = createMemo(() => cardBlocks(props.markdown));
  return (
    <div class="card-text">
      <For each={blocks()}>{(block) => <Block block={block} />}</For>
    </div>
  );
}

function Block(props: { block: CardBlock }): JSX.Element {
  const { block } = props;
  return (
    <Switch>
      <Match when={block.kind === 'heading' && block}>{(heading) => <h4>{heading().text}</h4>}</Match>
      <Match when={block.kind === 'paragraph' && block}>{(paragraph) => <p>{paragraph().text}</p>}</Match>
      <Match when={block.kind === 'list' && block}>
        {(list) => (
          <ul>
            <For each={list().items}>{(item) => <li>{item}</li>}</For>
          </ul>
        )}
      </Match>
      <Match when={block.kind === 'table' && block}>
        {(table) => (
          <div class="table-scroll">
            <table class="tight">
              <tbody>
                <For each={table().rows}>
                  {(row) => (
                    <tr>
                      <For each={row}>{(cell) => <td>{cell}</td>}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        )}
      </Match>
    </Switch>
  );
}
