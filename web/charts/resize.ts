const listeners = new Map<Element, () => void>();
let observer: ResizeObserver | undefined;

/** Calls `onResize` when the element changes its size. One observer serves every chart; the answer stops it. */
export function makeResizeWatch(element: Element, onResize: () => void): () => void {
  observer ??= new ResizeObserver((entries) => {
    for (const { target } of entries) listeners.get(target)?.();
  });
  listeners.set(element, onResize);
  observer.observe(element);
  return () => {
    listeners.delete(element);
    observer?.unobserve(element);
  };
}
