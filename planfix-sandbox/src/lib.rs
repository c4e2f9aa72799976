//! A local PlanFix for offline use and tests.
