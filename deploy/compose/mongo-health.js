// Healthy when the set has a primary. On fresh members it makes set and users first: one without any user lets whoever
// comes from its own machine make the first.
const secret = name => require('fs').readFileSync('/run/secrets/' + name, 'utf8').trim()
const members = [1, 2, 3].map(number => ({_id: number, host: `mongo${number}:27017`, priority: number === 1 ? 2 : 1}))
const admin = db.getSiblingDB('admin')

function signIn() {
  try {
    return admin.auth('admin', secret('mongo-admin-password')).ok === 1
  } catch (e) {
    return false
  }
}

if (!signIn()) {
  try {
    rs.initiate({_id: 'rs0', members})
  } catch (e) {
    if (e.codeName !== 'AlreadyInitialized') throw e
  }
  if (!db.hello().isWritablePrimary) quit(1)
  admin.createUser({user: 'admin', pwd: secret('mongo-admin-password'), roles: ['root']})
  signIn()
}
if (db.hello().isWritablePrimary && !admin.getUser('retro')) {
  admin.createUser({user: 'retro', pwd: secret('mongo-password'), roles: [{role: 'readWrite', db: 'retro'}]})
}
if (!db.hello().primary) quit(1)
