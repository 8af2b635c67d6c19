// @ts-check
import { readFileSync, writeFileSync } from 'node:fs'
import { SetupProblem } from './problem.mjs'

/**
 * What the set-up changes in tfjs-node's binding, counted: a binding that was compiled with another number is compiled
 * again.
 */
export const bindingChanges = 1

const place = '  TF_Graph *graph = TF_NewGraph();\n'

/**
 * tfjs-node opens every SavedModel with TensorFlow's own settings. With this change, a file `session_config.pb` beside
 * the graph says how many threads its session has and what it does to the graph first: a ConfigProto, as TensorFlow
 * defines it (tensorflow/core/protobuf/config.proto). A SavedModel without one is opened as before.
 */
const added = `
  // Changed by Headstart: threads of a session, see scripts/setup/session-config.mjs.
  TF_AutoStatus config_status;
  if (std::ifstream config_file{export_dir_string + "/session_config.pb", std::ios::binary}) {
    const std::string config{std::istreambuf_iterator<char>(config_file), std::istreambuf_iterator<char>()};
    TF_SetConfig(session_options, config.data(), config.size(), config_status.status);
    ENSURE_TF_OK_RETVAL(env, config_status, nullptr);
  }
`

/**
 * Has the binding read a session's settings. A file that was changed before stays as it is.
 * @param {string} file absolute path of tfjs-node's tfjs_backend.cc
 * @throws {SetupProblem} where the file is not the one that this was written for
 */
export function readSessionConfigs(file) {
  const source = readFileSync(file, 'utf8')
  if (source.includes(added)) return
  const [before, after, ...more] = source.split(place)
  if (before === undefined || after === undefined || more.length > 0 || !before.includes('LoadSavedModel(')) {
    throw new SetupProblem(
      `${file} is not tfjs-node's own file of version 4.22: delete node_modules, and set up again.`,
    )
  }
  writeFileSync(file, `#include <fstream>\n#include <iterator>\n${before}${place}${added}${after}`)
}
