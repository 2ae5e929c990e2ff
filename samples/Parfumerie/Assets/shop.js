// The shop's only script. Every page works without it: it saves a page load at payment and a reload at the confirmation.
(() => {
  'use strict';

  const form = document.querySelector('form[data-pay]');
  if (form) {
    const alert = document.getElementById('payment-error');
    const button = form.querySelector('button[type=submit]');
    const refuse = (text) => {
      alert.textContent = text;
      alert.hidden = false;
      button.disabled = false;
      alert.scrollIntoView({ block: 'center' });
    };

    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (button.disabled) {
        return;
      }

      button.disabled = true;
      alert.hidden = true;
      try {
        const answer = await fetch(form.action, {
          method: 'POST',
          body: new URLSearchParams(new FormData(form)),
          headers: { Accept: 'application/json' },
        });
        const body = await answer.json();
        if (answer.ok) {
          location.assign(body.next);
        } else {
          refuse(body.detail || form.dataset.failed);
        }
      } catch {
        refuse(form.dataset.failed);
      }
    });
  }

  const state = document.querySelector('[data-order][data-status=pending]');
  if (state) {
    let tries = 0;
    const look = async () => {
      try {
        const answer = await fetch(state.dataset.order, { headers: { Accept: 'application/json' } });
        const order = answer.ok ? await answer.json() : {};
        if (order.status === 'paid') {
          for (const text of state.querySelectorAll('[data-when]')) {
            text.hidden = text.dataset.when !== 'paid';
          }

          state.dataset.status = 'paid';
          return;
        }
      } catch {
        // The next look may succeed.
      }

      if (++tries < 60) {
        setTimeout(look, tries < 10 ? 1000 : 5000);
      }
    };
    setTimeout(look, 600);
  }
})();
