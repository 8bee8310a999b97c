module mailready

go 1.26.8
