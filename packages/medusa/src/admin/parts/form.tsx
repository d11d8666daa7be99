import { Button, Drawer, Input, Label, Select, Text, toast } from "@medusajs/ui";
import { type SyntheticEvent, useState } from "react";
import { text } from "./text.ts";
import { messageOf } from "./use-ask.ts";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly placeholder?: string;
  readonly initial?: string;
  /** Makes it a choice instead of a text. */
  readonly choices?: readonly string[];
}

export interface FormProps {
  readonly title: string;
  /** What happens, in a sentence or two. */
  readonly explanation: string;
  readonly fields: readonly Field[];
  readonly submit: string;
  readonly onSubmit: (values: Record<string, string>) => Promise<void>;
  readonly onClose: () => void;
}

/** A drawer with a few fields, open as long as it is rendered. */
export function Form({ title, explanation, fields, submit, onSubmit, onClose }: FormProps) {
  const [values, setValues] = useState<Record<string, string>>(
    Object.fromEntries(fields.map(({ name, initial = "" }) => [name, initial])),
  );
  const [isBusy, setBusy] = useState(false);
  const set = (name: string, value: string) => setValues((before) => ({ ...before, [name]: value }));
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    onSubmit(values)
      .then(onClose, (reason: unknown) => {
        toast.error(title, { description: messageOf(reason) });
      })
      .finally(() => setBusy(false));
  };
  return (
    <Drawer open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Drawer.Content>
        <form onSubmit={send} className="flex flex-1 flex-col overflow-hidden">
          <Drawer.Header>
            <Drawer.Title>{title}</Drawer.Title>
            <Drawer.Description>{explanation}</Drawer.Description>
          </Drawer.Header>
          <Drawer.Body className="flex flex-col gap-y-4 overflow-auto">
            {fields.map((field) => (
              <div key={field.name} className="flex flex-col gap-y-2">
                <Label size="small" weight="plus" htmlFor={field.name}>
                  {field.label}
                </Label>
                <FieldInput field={field} value={values[field.name] ?? ""} onChange={set} />
              </div>
            ))}
          </Drawer.Body>
          <Drawer.Footer>
            <Button type="button" variant="secondary" onClick={onClose}>
              {text("action.close")}
            </Button>
            <Button type="submit" isLoading={isBusy}>
              {submit}
            </Button>
          </Drawer.Footer>
        </form>
      </Drawer.Content>
    </Drawer>
  );
}

interface FieldInputProps {
  readonly field: Field;
  readonly value: string;
  readonly onChange: (name: string, value: string) => void;
}

function FieldInput({ field, value, onChange }: FieldInputProps) {
  const { name, choices, placeholder = "" } = field;
  if (choices === undefined) {
    return (
      <Input
        id={name}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(name, event.target.value)}
      />
    );
  }
  return (
    <Select value={value} onValueChange={(next) => onChange(name, next)}>
      <Select.Trigger id={name}>
        <Select.Value placeholder={placeholder} />
      </Select.Trigger>
      <Select.Content>
        {choices.map((choice) => (
          <Select.Item key={choice} value={choice}>
            {choice}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  );
}

export function Failure({ error }: { readonly error: string }) {
  return (
    <Text size="small" className="text-ui-fg-error px-6 py-4">
      {error}
    </Text>
  );
}
