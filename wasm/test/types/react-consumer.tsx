// SPDX-License-Identifier: Apache-2.0
// A shop's React code, compiled against the built package by package.test.mjs. It is never run.
import type { VitrineLookbookElement } from "@vitrine/sdk/element";
import { useVitrine, VitrineLookbook, type VitrineLookbookProps } from "@vitrine/sdk/react";
import { useRef } from "react";

const WORDS = { next: "Weiter" };

export function Picked({ catalog, ...props }: VitrineLookbookProps & { catalog: string }) {
  const book = useRef<VitrineLookbookElement>(null);
  const { client, error } = useVitrine({ catalog, persistence: "device", consent: "auto" });
  if (error) {
    return <p>{error.code}</p>;
  }
  return (
    <VitrineLookbook
      {...props}
      ref={book}
      client={client}
      className="wide"
      aria-describedby="why"
      pages={4}
      dark="auto"
      words={WORDS}
      onClick={() => book.current?.next()}
      onPage={({ detail }) => console.info(detail.index, detail.regions.length)}
      onOpen={(event) => {
        event.preventDefault();
        console.info(event.detail.product.price.text);
      }}
      onError={({ code, message }) => console.warn(code, message)}
    >
      A moment, please
    </VitrineLookbook>
  );
}

export const misuses = [
  // @ts-expect-error Pages are counted.
  <VitrineLookbook key="pages" pages="four" />,
  // @ts-expect-error There is no such theme.
  <VitrineLookbook key="dark" dark="night" />,
  // @ts-expect-error Errors come as they are, without an event around them.
  <VitrineLookbook key="error" onError={({ detail }: CustomEvent) => console.warn(detail)} />,
];
