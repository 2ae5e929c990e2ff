using Microsoft.AspNetCore.Http;

namespace SyntheticOps.Prober.Tests.Support;

/// <summary>The shop that the examples of docs/journeys.md walk through.</summary>
internal static class ExampleShop
{
    private const string Home = """
        <!doctype html><html lang=fr><head><meta name=viewport content="width=device-width"><title>Parfums du jour</title>
        <style>.spinner { display: none } #menu { display: none } @media (max-width: 500px) { #menu { display: inline } } .far { margin-top: 2000px }</style></head><body>
        <h1>Nos parfums</h1>
        <nav><a href="/panier">Panier</a> <a href="/ambre">Ambre Nuit</a> <span id=collections>Collections</span>
          <a href="#elle" id=elle hidden>Pour elle</a> <button id=menu>Menu</button> <button title=Aide>?</button>
          <a href="/cgv" target=_blank>Conditions générales</a></nav>
        <span data-testid=cart-count>0</span>
        <img id=picture alt=Flacon src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" width=40 height=40><span data-testid=zoom>1</span>
        <ul><li data-testid=item>Ambre <span class=price>89,00 €</span> <button class=add>Ajouter au panier</button></li>
          <li data-testid=item>Iris <span class=price>95,00 €</span> <button class=add>Ajouter au panier</button></li>
          <li data-testid=item>Cuir <span class=price>99,00 €</span> <button class=add>Ajouter au panier</button></li></ul>
        <label>E-mail <input id=email></label> <input placeholder="Rechercher un parfum" id=search> <span id=keys></span>
        <label>Pays <select><option value=BE>Belgique<option value=FR>France</select></label>
        <label>J'accepte <input type=checkbox></label> <label>Newsletter <input type=checkbox checked></label>
        <label>Photo <input type=file id=photo></label> <span data-testid=file></span>
        <label>Livraison <input type=date></label> <label>Code reçu <input autocomplete=one-time-code></label>
        <div data-testid=gift draggable=true style="width:60px">Cadeau</div><div data-testid=basket style="width:80px;height:40px">vide</div>
        <p data-testid=stock>épuisé</p><button id=refresh>Actualiser</button><p id=loading>Chargement</p>
        <button id=empty>Vider</button> <button id=order>Commander</button> <iframe id=paiement title=Paiement src="/cadre"></iframe>
        <div role=dialog aria-label=Cookies id=cookies><button id=accept>Tout accepter</button></div>
        <p class=far>Mentions légales</p>
        <script>
        const $ = id => document.getElementById(id), test = id => document.querySelector(`[data-testid=${id}]`);
        let refreshed = 0, keys = 0;
        $('collections').onmouseover = () => $('elle').hidden = false;
        $('picture').ondblclick = () => test('zoom').textContent = 2;
        document.querySelectorAll('.add').forEach(button => button.onclick = () => test('cart-count').textContent++);
        $('search').onkeydown = () => $('keys').textContent = `${++keys} touches`;
        $('photo').onchange = e => test('file').textContent = e.target.files[0].name;
        $('refresh').onclick = () => { if (++refreshed === 2) test('stock').textContent = 'en stock'; };
        $('empty').onclick = () => { if (confirm('Vraiment ?')) document.body.append(`Vidé, ${navigator.language}`); };
        $('accept').onclick = () => setTimeout(() => $('cookies').remove(), 50);
        $('order').onclick = async () => { const answer = await fetch('/api/checkout', {method: 'POST'}); location = `/commande/${(await answer.json()).order}/merci`; };
        test('basket').ondragover = e => e.preventDefault();
        test('basket').ondrop = e => { e.preventDefault(); test('basket').textContent = test('gift').textContent; };
        setTimeout(() => $('loading').hidden = true, 100);
        </script></body></html>
        """;

    private static readonly Dictionary<string, string> Pages = new()
    {
        ["/"] = Home,
        ["/panier"] = "<title>Panier</title><h1>Panier</h1>",
        ["/ambre"] = "<title>Ambre Nuit</title><h1>Ambre Nuit</h1>",
        ["/cgv"] = "<title>CGV</title><label>Lu <input type=checkbox></label>",
        ["/cadre"] = "<form onsubmit=\"document.body.append('Merci'); return false\"><label>Numéro de carte <input></label><button>Payer</button></form>",
        ["/commande/42/merci"] = "<title>Merci</title><h1>Merci</h1><ul><li>Ambre</li></ul><p data-testid=total>89,00 €</p><a href='/facture/42'>Facture</a><button disabled>Annuler</button>",
        ["/api/checkout"] = """{"order": "42"}""",
        ["/api/orders/42"] = """{"status": "paid"}""",
        ["/favicon.ico"] = "",
    };

    public static Task<TestServer> StartAsync() => TestServer.StartAsync(async context =>
    {
        var path = context.Request.Path.Value!;
        if (path == "/api/carts")
        {
            using var reader = new StreamReader(context.Request.Body);
            var isRight = await reader.ReadToEndAsync() == """{"product":"7","quantity":2}""" && context.Request.Headers["X-Shop"] == "fr";
            context.Response.StatusCode = isRight ? 201 : 400;
            context.Response.Headers.Location = "/api/carts/1";
        }
        else if (Pages.TryGetValue(path, out var page))
        {
            await context.Response.WriteAsync(page);
        }
        else
        {
            context.Response.StatusCode = path.StartsWith("/api/test-orders/", StringComparison.Ordinal) ? 204 : 404;
        }
    });
}
