// One classic script without imports, so that a page embeds the chat with a single tag; served by the door as /static/helpline.js.
// Its last line names the sources it was built from: a test compares them with those that are there.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vite";

function digest(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync("src").sort()) hash.update(name).update(readFileSync(`src/${name}`));
  return hash.digest("hex");
}

export default defineConfig({
  plugins: [
    {
      name: "name-the-sources",
      generateBundle(_, bundle) {
        for (const file of Object.values(bundle)) if (file.type === "chunk") file.code += `/* built from ${digest()} */\n`;
      },
    },
  ],
  publicDir: false,
  build: {
    outDir: "../helpline/web/page",
    emptyOutDir: false,
    target: "es2022",
    minify: true,
    lib: { entry: "src/main.ts", formats: ["iife"], name: "Helpline", fileName: () => "helpline.js" },
  },
});
