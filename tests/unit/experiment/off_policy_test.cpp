#include <vitrine/experiment/off_policy.h>
