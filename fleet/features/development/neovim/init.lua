-- A plain Neovim: no plugins, and nothing to fetch. Settings of your own go into lua/own.lua beside this file.
vim.g.mapleader = " "

local opt = vim.opt
opt.number = true
opt.relativenumber = true
opt.signcolumn = "yes"
opt.mouse = "a"
opt.clipboard = "unnamedplus"
opt.undofile = true
opt.ignorecase = true
opt.smartcase = true
opt.splitright = true
opt.splitbelow = true
opt.scrolloff = 6
opt.expandtab = true
opt.shiftwidth = 2
opt.tabstop = 2
opt.completeopt = { "menuone", "noselect", "fuzzy" }
if vim.fn.executable("rg") == 1 then
  opt.grepprg = "rg --vimgrep --smart-case"
end

local map = vim.keymap.set
map("n", "<Esc>", "<cmd>nohlsearch<cr>")
map("n", "<leader>e", vim.cmd.Explore, { desc = "Files" })
map("n", "<leader>d", vim.diagnostic.open_float, { desc = "What is wrong here" })
map("n", "<leader>f", function()
  vim.lsp.buf.format({ async = true })
end, { desc = "Format" })

-- Language servers, where they are installed.
local servers = {
  clangd = { cmd = { "clangd" }, filetypes = { "c", "cpp" }, root_markers = { "compile_commands.json", ".git" } },
  gopls = { cmd = { "gopls" }, filetypes = { "go", "gomod" }, root_markers = { "go.mod", ".git" } },
  lua_ls = { cmd = { "lua-language-server" }, filetypes = { "lua" }, root_markers = { ".luarc.json", ".git" } },
  nil_ls = { cmd = { "nil" }, filetypes = { "nix" }, root_markers = { "flake.nix", ".git" } },
  nixd = { cmd = { "nixd" }, filetypes = { "nix" }, root_markers = { "flake.nix", ".git" } },
  pyright = {
    cmd = { "pyright-langserver", "--stdio" },
    filetypes = { "python" },
    root_markers = { "pyproject.toml", ".git" },
    settings = { python = { analysis = { autoSearchPaths = true, diagnosticMode = "openFilesOnly" } } },
  },
  ruff = { cmd = { "ruff", "server" }, filetypes = { "python" }, root_markers = { "pyproject.toml", ".git" } },
  rust_analyzer = { cmd = { "rust-analyzer" }, filetypes = { "rust" }, root_markers = { "Cargo.toml", ".git" } },
  ts_ls = {
    cmd = { "typescript-language-server", "--stdio" },
    filetypes = { "javascript", "javascriptreact", "typescript", "typescriptreact" },
    root_markers = { "package.json", ".git" },
  },
}
for name, server in pairs(servers) do
  if vim.fn.executable(server.cmd[1]) == 1 then
    vim.lsp.config(name, server)
    vim.lsp.enable(name)
  end
end

vim.api.nvim_create_autocmd("LspAttach", {
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client:supports_method("textDocument/completion") then
      vim.lsp.completion.enable(true, client.id, event.buf, { autotrigger = true })
    end
  end,
})

vim.api.nvim_create_autocmd("TextYankPost", {
  callback = function()
    vim.hl.on_yank()
  end,
})

pcall(require, "own")
