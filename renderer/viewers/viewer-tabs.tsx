import { type Tab, Tabs, type TabsProps } from '../ui/tabs.tsx';
import viewer from './viewer.module.css';

/** Tabs inside a viewer, with the room between the row and its panel that a viewer's content needs. */
export function ViewerTabs<Id extends string>({ tabs, ...rest }: TabsProps<Id>) {
  const spaced = tabs.map(
    (tab): Tab<Id> => ({ ...tab, panel: <div className={viewer.panel}>{tab.panel}</div> }),
  );
  return <Tabs<Id> {...rest} tabs={spaced} />;
}
