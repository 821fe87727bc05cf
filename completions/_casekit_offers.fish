function __casekit_offers --description 'what the store of the command being typed knows for a column'
    set -l tokens (commandline -opc)
    set -l store (string match -- '--store=*' $tokens)
    set -l value (string replace -r -- '^--[a-z-]+=' '' (commandline -ct))
    $tokens[1] $store --complete=$argv[1]:$value 2>/dev/null
end
