import { chromium } from 'playwright';
import { spawn, execFileSync } from 'node:child_process';
import { browserArguments, findCommand, BROWSER_NAMES } from './scripts/lib/find-command.mjs';
const env={...process.env,SNOWFLEET_HOME:'/tmp/home-drives',SNOWFLEET_ALLOW_LOOP:'1',PATH:'/tmp/drv/bin:'+process.env.PATH};
const loop=execFileSync('losetup',['-f','--show','/tmp/drv/l1.img']).toString().trim();
const p=spawn('bin/snowfleet',['serve','--no-open','--practice','--port','7713','--json'].filter(a=>a!=='--practice'),{env});
p.stderr.pipe(process.stderr);
const line=await new Promise(r=>{let t='';p.stdout.on('data',d=>{t+=d;if(t.includes('\n'))r(t.split('\n')[0]);});});
const {url}=JSON.parse(line);
const b=await chromium.launch({executablePath:findCommand(BROWSER_NAMES),args:browserArguments()});
try{
const page=await b.newPage({viewport:{width:1280,height:800},colorScheme:'dark'});
page.on('console',m=>{if(m.type()==='error')console.log('console',m.text())});
page.on('pageerror',e=>console.log('pageerror',e.message));
await page.goto(url); await page.waitForTimeout(1500);
await page.getByRole('link',{name:'Images'}).click();
await page.waitForTimeout(1500);
await page.screenshot({path:'/tmp/drv/1.png'});
await page.getByPlaceholder('/home/…/nixos.iso').fill('/tmp/drv/nixos-25.11-razer-x86_64.iso');
await page.getByRole('button',{name:'Use it'}).click();
await page.waitForTimeout(1500);
await page.getByRole('radio',{name:/SanDisk/}).check();
await page.waitForTimeout(500);
await page.screenshot({path:'/tmp/drv/2.png'});
await page.locator(`[data-drive="${loop}"] input`).check();
await page.getByRole('textbox',{name:/Type/}).fill(loop);
await page.getByRole('button',{name:'Erase and write'}).click();
let seen=new Set();
for(let i=0;i<200;i++){ const t=await page.locator('.big').textContent().catch(()=>null); const st=await page.locator('.write-card').getAttribute('data-state').catch(()=>null);
 const ph=await page.locator('[data-phase][data-state=running]').getAttribute('data-phase',{timeout:200}).catch(()=>null);
 if(ph&&!seen.has(ph)){seen.add(ph);await page.waitForTimeout(120);await page.screenshot({path:`/tmp/drv/3-${ph}.png`});}
 if(st&&st!=='running'){console.log('end',st);break;} await page.waitForTimeout(60);}
console.log([...seen]);
await page.waitForTimeout(800);
await page.screenshot({path:'/tmp/drv/4.png'});
await page.getByRole('button',{name:'Eject'}).click().catch(()=>{}); await page.waitForTimeout(1200);
await page.screenshot({path:'/tmp/drv/5.png'});
await page.getByText('History',{exact:true}).click(); await page.waitForTimeout(500);
await page.screenshot({path:'/tmp/drv/6.png'});
await page.getByRole('radio',{name:'Images'}).check({force:true}); await page.waitForTimeout(1500);
await page.screenshot({path:'/tmp/drv/7.png'});
} finally { await b.close(); p.kill(); try{execFileSync('losetup',['-d',loop])}catch{} }
