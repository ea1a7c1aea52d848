#pragma once

/// Everything an embedding application sees.
#include "dateline/annotator.h"
#include "dateline/article.h"
#include "dateline/dates.h"
#include "dateline/error.h"
#include "dateline/index.h"
#include "dateline/index_writer.h"
#include "dateline/ingest.h"
#include "dateline/people.h"
#include "dateline/profile.h"
#include "dateline/query.h"
#include "dateline/reader.h"
#include "dateline/search.h"
