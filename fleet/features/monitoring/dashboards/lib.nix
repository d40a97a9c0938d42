# Words for dashboards: panels are written one after the other, and find their places by themselves.
rec {
  datasource = {
    type = "prometheus";
    uid = "prometheus";
  };

  logs = {
    type = "loki";
    uid = "loki";
  };

  # --- queries ------------------------------------------------------------------------------------------

  query = expr: legend: {
    inherit datasource expr;
    legendFormat = legend;
    range = true;
  };

  # The last value only, as a table wants it.
  now = expr: {
    inherit datasource expr;
    instant = true;
    range = false;
    format = "table";
  };

  # --- panels -------------------------------------------------------------------------------------------

  panel =
    type: title:
    {
      queries,
      unit ? "short",
      width ? 12,
      height ? 8,
      min ? null,
      max ? null,
      thresholds ? [ ],
      mappings ? [ ],
      options ? { },
      custom ? { },
      description ? "",
      source ? datasource,
      transformations ? [ ],
    }:
    {
      inherit
        description
        options
        title
        transformations
        type
        ;
      datasource = source;
      gridPos = {
        w = width;
        h = height;
      };
      targets = builtins.genList (
        index: builtins.elemAt queries index // { refId = builtins.elemAt letters index; }
      ) (builtins.length queries);
      fieldConfig = {
        defaults = {
          inherit custom mappings unit;
          thresholds = {
            mode = "absolute";
            # The first step is where everything begins.
            steps = [
              {
                color = "green";
                value = null;
              }
            ]
            ++ thresholds;
          };
        }
        // (if min == null then { } else { inherit min; })
        // (if max == null then { } else { inherit max; });
        overrides = [ ];
      };
    };

  letters = [
    "A"
    "B"
    "C"
    "D"
    "E"
    "F"
    "G"
    "H"
  ];

  step = color: value: { inherit color value; };

  # Yellow from the first value on, red from the second.
  warnAt = yellow: red: [
    (step "yellow" yellow)
    (step "red" red)
  ];

  # The other way round: red below the first, yellow below the second. To be given as `thresholds`.
  wantAbove = red: yellow: [
    (step "red" 0)
    (step "yellow" red)
    (step "green" yellow)
  ];

  graph =
    title: settings:
    panel "timeseries" title (
      settings
      // {
        custom = {
          fillOpacity = 10;
          lineWidth = 1;
          showPoints = "never";
          spanNulls = false;
        };
        options = {
          legend = {
            displayMode = "list";
            placement = "bottom";
            showLegend = true;
          };
          tooltip = {
            mode = "multi";
            sort = "desc";
          };
        };
      }
    );

  stat =
    title: settings:
    panel "stat" title (
      {
        width = 4;
        height = 4;
      }
      // settings
      // {
        options = {
          colorMode = "background";
          graphMode = "none";
          justifyMode = "auto";
          textMode = "auto";
          reduceOptions = {
            calcs = [ "lastNotNull" ];
            fields = "";
            values = false;
          };
        };
      }
    );

  bars =
    title: settings:
    panel "bargauge" title (
      settings
      // {
        options = {
          displayMode = "gradient";
          orientation = "horizontal";
          reduceOptions = {
            calcs = [ "lastNotNull" ];
            fields = "";
            values = false;
          };
        };
      }
    );

  states =
    title: settings:
    panel "state-timeline" title (
      settings
      // {
        options = {
          showValue = "never";
          mergeValues = true;
          legend = {
            displayMode = "list";
            placement = "bottom";
            showLegend = true;
          };
        };
        mappings = [
          {
            type = "value";
            options = {
              "0" = {
                text = "lost";
                color = "red";
              };
              "1" = {
                text = "there";
                color = "green";
              };
            };
          }
        ];
      }
    );

  table =
    title: settings:
    panel "table" title (
      settings
      // {
        options = {
          showHeader = true;
          cellHeight = "sm";
        };
        transformations = [
          {
            id = "organize";
            options.excludeByName = {
              Time = true;
              __name__ = true;
              instance = true;
              job = true;
            };
          }
        ];
      }
    );

  journal =
    title: expr:
    panel "logs" title {
      source = logs;
      width = 24;
      height = 10;
      queries = [
        {
          datasource = logs;
          inherit expr;
          queryType = "range";
        }
      ];
      options = {
        showTime = true;
        wrapLogMessage = true;
        sortOrder = "Descending";
        enableLogDetails = true;
      };
    };

  # --- layout -------------------------------------------------------------------------------------------

  # Left to right, on to the next line where a panel does not fit, 24 columns wide.
  place =
    panels:
    (builtins.foldl'
      (
        state: panel:
        let
          inherit (panel.gridPos) w h;
          wraps = state.x + w > 24;
          x = if wraps then 0 else state.x;
          y = if wraps then state.y + state.tallest else state.y;
        in
        {
          x = x + w;
          inherit y;
          tallest = if wraps || h > state.tallest then h else state.tallest;
          placed = state.placed ++ [
            (
              panel
              // {
                id = builtins.length state.placed + 1;
                gridPos = {
                  inherit
                    h
                    w
                    x
                    y
                    ;
                };
              }
            )
          ];
        }
      )
      {
        x = 0;
        y = 0;
        tallest = 0;
        placed = [ ];
      }
      panels
    ).placed;

  # A choice at the top of the page, filled from the values of a label.
  choice = name: label: metric: {
    type = "query";
    inherit datasource label name;
    query = {
      query = "label_values(${metric}, ${name})";
      refId = "choice";
    };
    refresh = 2;
    sort = 1;
    multi = false;
    includeAll = false;
  };

  dashboard =
    uid: title:
    {
      panels,
      variables ? [ ],
      from ? "now-6h",
    }:
    {
      inherit title uid;
      schemaVersion = 39;
      version = 1;
      editable = false;
      tags = [ "fleet" ];
      timezone = "browser";
      refresh = "1m";
      time = {
        inherit from;
        to = "now";
      };
      # The fleet's other dashboards, from every one of them.
      links = [
        {
          type = "dashboards";
          title = "Fleet";
          tags = [ "fleet" ];
          asDropdown = true;
          includeVars = true;
          keepTime = true;
        }
      ];
      templating.list = variables;
      annotations.list = [ ];
      panels = place panels;
    };
}
