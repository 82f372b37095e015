import { useLayoutEffect } from 'react';
import { useView, type ViewState } from '../state/view-store.ts';

/** Narrower, a window with both side panels leaves the notebook too little room: half a screen, an enlarged window. */
const narrow = '(max-width: 860px)';

type Panels = Pick<ViewState, 'sidebarOpen' | 'inspectorOpen'>;
const none: Panels = { sidebarOpen: false, inspectorOpen: false };

/** A narrow window begins with the notebook alone and shows one side panel at a time; with room, all come back. */
export function useRoomForPanels(): void {
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
}
