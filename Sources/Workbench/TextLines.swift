// placeholder until Workbench is written
