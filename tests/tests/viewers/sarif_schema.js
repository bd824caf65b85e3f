// Validates a file against the schema of SARIF 2.1.0 that @microsoft/jest-sarif brings, with the validator it uses.
const fs = require("fs");
const path = require("path");

const home = path.join(process.cwd(), "@microsoft", "jest-sarif");
const from = (name) => require(require.resolve(name, { paths: [home] }));
const Ajv = from("ajv");
const schemas = path.join(home, "lib", "schemas");
const name = fs.readdirSync(schemas).find((name) => name.startsWith("sarif-2.1.0"));
const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));

const ajv = new Ajv({ allErrors: true, schemaId: "auto" });
ajv.addMetaSchema(from("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(read(path.join(schemas, name)));
if (!validate(read(process.argv[1]))) {
  console.error(JSON.stringify(validate.errors, null, 2));
  process.exit(1);
}
