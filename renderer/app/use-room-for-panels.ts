import { useLayoutEffect, useState } from 'react';
import { useView, type ViewState } from '../state/view-store.ts';

/** Narrower, a window with both side panels leaves the notebook too little room: half a screen, an enlarged window. */
const narrow = '(max-width: 860px)';

type Panels = Pick<ViewState, 'sidebarOpen' | 'inspectorOpen'>;
const none: Panels = { sidebarOpen: false, inspectorOpen: false };

/**
 * A narrow window begins with the notebook alone and shows one side panel at a time; with room, all come back. Returns
 * whether the panels have been chosen: what is drawn before would be drawn beside panels that then go.
 */
export function useRoomForPanels(): boolean {
  const [isFitted, setFitted] = useState(false);
  useLayoutEffect(() => {
    const query = matchMedia(narrow);
    let withRoom: Panels | null = null;
    const fit = () => {
      if (query.matches) {
        const { sidebarOpen, inspectorOpen } = useView.getState();
        withRoom = { sidebarOpen, inspectorOpen };
        useView.setState(none);
      } else if (withRoom !== null) {
        useView.setState(withRoom);
        withRoom = null;
      }
    };
    fit();
    setFitted(true);
    query.addEventListener('change', fit);
    const stop = useView.subscribe((view, before) => {
      if (query.matches && view.sidebarOpen && view.inspectorOpen) {
        useView.setState(before.sidebarOpen ? { sidebarOpen: false } : { inspectorOpen: false });
      }
    });
    return () => {
      query.removeEventListener('change', fit);
      stop();
    };
  }, []);
  return isFitted;
}
