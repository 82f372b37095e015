const stepsATurn = 12;
const stepMs = 90;

const elements = new Set<SVGElement>();
let timer: ReturnType<typeof setInterval> | undefined;
let step = 0;

/**
 * A ref that turns an element for as long as it is on the page, in steps. An animation of CSS, even one in steps, lets
 * the window be drawn 60 times a second; without a graphics card that takes a third of a core from what is waited for.
 */
export function turning(element: SVGElement | null): (() => void) | undefined {
  if (element === null) return undefined;
  elements.add(element);
  timer ??= setInterval(turnAll, stepMs);
  return () => {
    elements.delete(element);
    if (elements.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function turnAll(): void {
  if (document.documentElement.dataset.motion === 'reduced') return;
  step = (step + 1) % stepsATurn;
  const transform = `rotate(${(360 * step) / stepsATurn}deg)`;
  for (const element of elements) element.style.transform = transform;
}
