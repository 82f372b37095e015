import { Button, type ButtonProps } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import type { Command } from './command.ts';
import { useCommand } from './use-command.ts';

export interface CommandButtonProps extends Omit<ButtonProps, 'onClick' | 'disabled'> {
  readonly command: Command;
}

/** A command as a button with a word; the shortcut is in the tooltip. */
export function CommandButton({ command, children, ...rest }: CommandButtonProps) {
  const { disabled, shortcut, onClick } = useCommand(command);
  return (
    <Tooltip content={command.title} shortcut={shortcut}>
      <Button {...(command.icon && { icon: command.icon })} disabled={disabled} onClick={onClick} {...rest}>
        {children ?? command.title}
      </Button>
    </Tooltip>
  );
}

export interface CommandIconButtonProps {
  readonly command: Command;
  readonly pressed?: boolean;
  readonly size?: 'small' | 'medium';
}

/** A command as an icon. @throws Error where the command has none */
export function CommandIconButton({ command, ...rest }: CommandIconButtonProps) {
  const { disabled, shortcut, onClick } = useCommand(command);
  if (!command.icon) {
    throw new Error(`Command "${command.id}" has no icon`);
  }
  return (
    <IconButton
      icon={command.icon}
      label={command.title}
      shortcut={shortcut}
      disabled={disabled}
      onClick={onClick}
      {...rest}
    />
  );
}
