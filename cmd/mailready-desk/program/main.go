//go:build js && wasm

// Program is what the helper's page knows, for the page to call.
package main

import (
	"syscall/js"

	"mailready/wizard/desk"
)

func main() {
	js.Global().Set("deskServe", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return desk.Serve(args[0].String(), args[1].String())
	}))
	js.Global().Call("deskReady")
	select {}
}
