#pragma once

// Nothing to call: the runtime of a sanitizer asks for what is defined here.
