import { VitrineLookbook } from "@vitrine/sdk/react";

// biome-ignore lint/style/noDefaultExport: Next.js asks for one.
export default function Page() {
  return (
    <main>
      <h1>Shop</h1>
      <VitrineLookbook catalog="/catalogue.vpack" label="Picked for you" />
    </main>
  );
}
