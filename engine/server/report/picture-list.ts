import { handleEvaluationPicture } from '../handlers/evaluation-pictures.ts';
import { handlePicture } from '../pictures/handle-picture.ts';
import type { Picture } from '../pictures/picture.ts';
import { element, type Html } from './html.ts';
import type { ReportContext } from './report-context.ts';

/** Addresses as the window asks for them, drawn here and written into the report. */
export interface ReportPicture {
  readonly caption: string;
  readonly image: string;
  /** Lies over the image, half transparent. */
  readonly mask: string | null;
}

export interface LegendEntry {
  readonly name: string;
  readonly color: string;
}

/** Pictures with their masks as data, so that the report needs nothing from elsewhere. */
export async function pictureList(
  pictures: readonly ReportPicture[],
  legend: readonly LegendEntry[],
  context: ReportContext,
): Promise<Html> {
  const items = await Promise.all(pictures.map((picture) => pictureItem(picture, context)));
  return element('div', {}, [
    element('ul', { class: 'pictures' }, items),
    element('p', { class: 'legend' }, legend.map(legendItem)),
  ]);
}

async function pictureItem({ caption, image, mask }: ReportPicture, context: ReportContext): Promise<Html> {
  const layers = await Promise.all(
    [image, ...(mask === null ? [] : [mask])].map((url) => dataUri(url, context)),
  );
  const shown = layers
    .filter((uri) => uri !== null)
    .map((src, layer) => element('img', { src, alt: layer === 0 ? caption : '' }));
  return element('li', { class: 'picture' }, [element('div', { class: 'stack' }, shown), caption]);
}

function legendItem({ name, color }: LegendEntry): Html {
  return element('span', {}, [element('i', { style: `background: ${color}` }), name]);
}

async function dataUri(address: string, { pipeline, signal }: ReportContext): Promise<string | null> {
  const { pathname, searchParams } = new URL(address, 'http://report');
  const picture: Picture | null =
    (await handlePicture(pathname, searchParams, pipeline, signal)) ??
    (await handleEvaluationPicture(pathname, searchParams, pipeline, signal));
  return picture && `data:${picture.contentType};base64,${Buffer.from(picture.body).toString('base64')}`;
}
