import "./shop.css";

export const metadata = { title: "Shop" };

// biome-ignore lint/style/noDefaultExport: Next.js asks for one.
export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
